// Finds articles by asking a search server of the owner's (hooks/search/servers), behind the interface of search-engine.js:
// open(settings) → {search(query) → answer}. Such a server mends typos by itself and says nothing of how.
const MOST = 5;
const WORDS = 24; // of an excerpt
const [START, END] = ["\uE000", "\uE001"]; // around what matched; no text has them

// Where a document is best, its texts with the matches between START and END: {document, title, heading, text}.
const engines = {
  // https://typesense.org/docs/latest/api/search.html
  async typesense({ url, index, key }, query, topic, most) {
    const request = new URLSearchParams({
      q: query,
      query_by: "title,keywords,heading,synonyms,text",
      query_by_weights: "10,10,4,2,1",
      sort_by: "_text_match:desc,order:asc",
      group_by: "page",
      group_limit: 1,
      per_page: most,
      highlight_fields: "title,heading,text",
      highlight_affix_num_tokens: WORDS / 2,
      highlight_start_tag: START,
      highlight_end_tag: END,
      ...(topic && { filter_by: `topic:=\`${topic}\`` }),
    });
    const address = `${url}/collections/${index}/documents/search?${request}`;
    const { found, grouped_hits: groups } = await read(address, { headers: { "X-TYPESENSE-API-KEY": key } });
    const hits = groups.map(({ hits: [{ document, highlights }] }) => ({
      document,
      ...Object.fromEntries(highlights.map(({ field, snippet }) => [field, snippet])),
    }));
    return { hits, total: found };
  },

  // https://www.meilisearch.com/docs/reference/api/search
  async meilisearch({ url, index, key }, query, topic, most) {
    const request = {
      q: query,
      limit: most,
      attributesToHighlight: ["title", "heading", "text"],
      attributesToCrop: ["text"],
      cropLength: WORDS,
      highlightPreTag: START,
      highlightPostTag: END,
      ...(topic && { filter: `topic = ${JSON.stringify(topic)}` }),
    };
    const answer = await read(`${url}/indexes/${index}/search`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    const hits = answer.hits.map(({ _formatted: { title, heading, text }, ...document }) => ({
      document,
      title,
      heading,
      text,
    }));
    return { hits, total: answer.estimatedTotalHits };
  },
};

// server: {engine, url, index, key}; base: path of the site's root.
export async function open({ server, base = "/" }) {
  async function search(query, { collection = "", most = MOST } = {}) {
    const { hits, total } = await engines[server.engine](server, query, collection, most);
    const results = hits.map((hit) => toResult(hit, base));
    return { results, total, corrected: "", nearest: [], completions: [] };
  }
  return { search };
}

async function read(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

function toResult({ document, title = "", heading = "", text = "" }, base) {
  const { page, anchor } = document;
  return {
    url: base + page + (anchor && `#${encodeURIComponent(anchor)}`),
    title: document.title,
    section: anchor && document.heading,
    place: document.place,
    language: document.language,
    excerpt: parts(text || document.text.split(/\s+/).slice(0, WORDS).join(" ")),
    terms: [...new Set([title, heading, text].flatMap((each) => parts(each).filter((_, index) => index % 2)))],
  };
}

// Texts, of which every second one matched.
const parts = (text) => text.split(new RegExp(`[${START}${END}]`));
