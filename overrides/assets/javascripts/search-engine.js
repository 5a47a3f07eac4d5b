// Finds articles: open(settings) → {search(query) → answer}. The only file that knows which engine searches (Pagefind) and
// what its index looks like (hooks/search/records.py). Needs no page, so that `helpcentre search` runs it too. A result is
// {url, title, section, place, language, excerpt, terms} in plain text; every second text of an excerpt is marked.
import { CONTINUOUS, fold, join, plain, words } from "./search-text.js";

const MOST = 5;
const FEW = 3;
const EXCERPT = 24; // words
const STEM = 4; // letters by which inflected words are told apart
const COVERAGE = 0.4; // of what a query says, for a page to count as found
const KINSHIP = 0.7; // what a word of the same family counts
const RANKING = { metaWeights: { title: 5, keywords: 5, synonyms: 2, mentions: 0.2, parts: 2 }, termSimilarity: 4, pageLength: 0.3 };

// index: address of the locale's folder in assets/search/; base: path of the site's root.
export async function open({ index, base = "/", locale }) {
  const pagefind = await import(`${index}pagefind.js`);
  await pagefind.options({ basePath: index, baseUrl: base, excerptLength: EXCERPT, noWorker: true, ranking: RANKING });
  await pagefind.init();
  let loading;
  const loadedVocabulary = () => (loading ??= loadVocabulary(`${index}vocabulary.json`));
  const find = async (text, filters) => (await pagefind.search(text, { filters })).results;

  // collection: key of the one to search in; literal: take the words as they are; most: how many results; first: is called
  // with the first result while the others are fetched.
  async function search(query, { collection = "", literal = false, most = MOST, first } = {}) {
    const filters = collection ? { topic: collection } : {};
    const text = plain(query, locale);
    let hits = await find(text, filters);
    let [corrected, near] = ["", []];
    const isPlain = hits.length >= FEW && hasAll(await hits[0].data(), words(text));
    if (!literal && !isPlain) ({ hits, corrected, near } = await mend(text, hits, filters));
    if (first && hits.length) first({ results: [toResult(await hits[0].data())], total: hits.length });
    const datas = await Promise.all(hits.slice(0, most).map((hit) => hit.data()));
    return {
      results: datas.map(toResult),
      total: hits.length,
      corrected,
      nearest: hits.length ? [] : (await Promise.all(near.slice(0, FEW).map((hit) => hit.data()))).map(toResult),
      completions: complete(query, datas),
    };
  }

  // For a query that found little, or pages without some of its words.
  async function mend(query, found, filters) {
    const vocabulary = await loadedVocabulary();
    const text = vocabulary.essence(query);
    let [hits, corrected] = [text === query ? found : await find(text, filters), ""];
    if (!hits.length || !hasAll(await hits[0].data(), words(text))) {
      const other = vocabulary.corrected(text);
      const better = other ? await find(other, filters) : [];
      const whole = vocabulary.completed(text);
      if (better.length) [hits, corrected] = [better, other];
      else if (whole) hits = once([...(await find(whole, filters)), ...hits]);
    }
    const read = words(corrected || text);
    const titled = read.find(vocabulary.isTitled);
    if (!hits.length && !filters.topic && titled) await checkIndex(titled);
    if (hits.length >= FEW) return { hits, corrected, near: [] };
    const lists = await Promise.all(read.map((word) => findFamily(word, vocabulary, filters)));
    return { corrected, ...merge(hits, lists) };
  }

  // The pages that have a word or one of its family, and how much it says of each, 0 to 1, times how much it says at all.
  async function findFamily(word, vocabulary, filters) {
    const members = [word, ...vocabulary.related(word)];
    const lists = await Promise.all(members.map((member) => find(member, filters)));
    if (!vocabulary.knows(word) && lists[0].length && !hasOne(await lists[0][0].data(), word)) lists[0] = [];
    const pages = new Map();
    lists.forEach((list, index) => {
      for (const hit of list) {
        const share = (hit.score / list[0].score) * (index ? KINSHIP : 1);
        if (share > (pages.get(hit.id)?.share ?? 0)) pages.set(hit.id, { hit, share });
      }
    });
    return { pages, weight: vocabulary.trust(word) * Math.log(1 + vocabulary.count / pages.size) };
  }

  // Pagefind keeps quiet about a part of the index that is missing: a word of a title must be found.
  async function checkIndex(word) {
    if (!(await find(word, {})).length) throw new Error(`the index does not know “${word}”`);
  }

  function toResult(data) {
    const best = bestSection(data);
    const title = join(data.meta.title, locale);
    const section = best.anchor ? join(best.title, locale) : "";
    return {
      url: best.url.replace(/\.index(?=#|$)/, "/"), // RECORD_FILES in hooks/search/index.py
      title,
      section,
      place: data.filters.place?.[0].split(" › ") ?? [],
      language: data.filters.language?.[0] ?? "",
      excerpt: toExcerpt(join(best.excerpt, locale), section || title),
      terms: matched(data),
    };
  }

  return { search };
}

async function loadVocabulary(address) {
  const [{ readVocabulary }, response] = await Promise.all([import("./search-words.js"), fetch(address)]);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return readVocabulary(await response.json());
}

const once = (hits) => [...new Map(hits.map((hit) => [hit.id, hit])).values()];

// Pages that have some of the words, by how much those say.
function merge(hits, families) {
  const scores = new Map(hits.map((hit) => [hit.id, { hit, said: 0, score: 0 }]));
  let all = 0;
  for (const { pages, weight } of families.filter(({ pages }) => pages.size)) {
    all += weight;
    for (const { hit, share } of pages.values()) {
      const page = scores.get(hit.id) ?? { hit, said: 0, score: 0 };
      page.said += weight;
      page.score += weight * (0.5 + 0.5 * share);
      scores.set(hit.id, page);
    }
  }
  const whole = new Set(hits.map(({ id }) => id));
  const sorted = [...scores.values()].sort((one, other) => other.score - one.score);
  const isFound = ({ hit, said }) => whole.has(hit.id) || said >= COVERAGE * all;
  const pick = (keep) => sorted.filter(keep).map(({ hit }) => hit);
  return { hits: pick(isFound), near: pick((page) => !isFound(page)) };
}

// Where most of the query's words stand together, else where they weigh most.
function bestSection(data) {
  const sections = data.sub_results.map((section) => {
    const stems = new Set(matched(data, section.locations).map((word) => fold(word).slice(0, STEM)));
    const score = section.weighted_locations.reduce((sum, { balanced_score: score }) => sum + score, 0);
    return { section, rank: [stems.size, score] };
  });
  sections.sort(({ rank: one }, { rank: other }) => other[0] - one[0] || other[1] - one[1]);
  return sections[0]?.section ?? data;
}

const hasAll = (data, read) => {
  const found = matched(data).map(fold);
  return read.map(fold).every((word) => found.some((other) => other.startsWith(word)));
};

// Whether a page has a word in some form; for one that is nowhere, Pagefind gives pages with words that begin a little alike.
function hasOne(data, word) {
  const begin = (text) => fold(text).slice(0, STEM);
  const all = [...matched(data), ...words(Object.values(data.meta).join(" "))];
  return CONTINUOUS.test(word) || all.some((other) => begin(other) === begin(word));
}

// The words of a page that the query met.
function matched({ raw_content: content, ...data }, locations = data.locations) {
  const all = content.split(content.includes("\u200B") ? "\u200B" : /\s+/);
  return [...new Set(locations.flatMap((location) => words(all[location] ?? "")))];
}

// What the query may become: its last word as results have it.
function complete(query, datas) {
  const last = words(query).at(-1) ?? "";
  if (last.length < 2 || !query.endsWith(last)) return [];
  const found = datas.flatMap((data) => matched(data)).map((word) => word.toLocaleLowerCase());
  const longer = found.filter((word) => word.length > last.length && word.startsWith(last.toLocaleLowerCase()));
  return [...new Set(longer)].slice(0, FEW).map((word) => query.slice(0, -last.length) + word);
}

// Pagefind's <mark>…</mark> and two escapes → texts, of which every second is marked; the heading is shown already.
function toExcerpt(html, heading) {
  const texts = html.split(/<\/?mark>/).map((text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">"));
  const whole = texts.join("");
  if (!whole.startsWith(heading)) return texts;
  let rest = heading.length + whole.slice(heading.length).match(/^[.\s]*/)[0].length;
  return texts.map((text) => {
    const cut = Math.min(rest, text.length);
    rest -= cut;
    return text.slice(cut);
  });
}
