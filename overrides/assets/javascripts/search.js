// The search field as a combobox: what is typed becomes a list of links, walked by the arrow keys while focus stays in
// the field (the WAI-ARIA pattern "editable combobox with list autocomplete"). How results are found: search-engine.js, or
// search-server.js; what is remembered and reported: search-log.js. Texts of readers and of the index only ever become
// text nodes.
import { recall, remember, forget, report } from "./search-log.js";

const settings = JSON.parse(document.getElementById("search-settings").textContent);
const { words } = settings;
const PAUSE = 120; // ms between keys that makes what is typed a query
const SETTLED = 2000; // ms after which it is what the reader meant
const MOST_ON_PAGE = 20;

let engine; // one for all fields of the page
const started = () => (engine ??= start());

async function start() {
  const { open } = await import(settings.server ? "./search-server.js" : "./search-engine.js");
  return open({ ...settings, index: absolute(settings.index), base: absolute(settings.base) });
}

const absolute = (address) => new URL(address, document.baseURI).pathname.replace(/\/?$/, "/");

export function attach(field) {
  const form = field.querySelector("form");
  const input = field.querySelector("input");
  const list = field.querySelector("[role=listbox]");
  const status = field.querySelector("[role=status]");
  const topic = field.querySelector("select");
  const instead = field.querySelector(".hc-search__instead");
  const more = field.querySelector(".hc-search__others");
  const onPage = "searchPage" in field.dataset;
  const dialog = field.closest("dialog");

  let latest = 0;
  async function update({ literal = false } = {}) {
    const query = input.value.trim();
    const turn = ++latest;
    if (onPage) history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (!query) return show(query, { results: [] }, "", recent());
    if (!engine) status.textContent = words.loading;
    await pause(engine ? PAUSE : 0);
    if (turn !== latest) return;
    try {
      const first = (answer) => turn === latest && show(query, answer, words.loading);
      const options = {
        collection: topic.value,
        literal,
        ...(onPage && { most: MOST_ON_PAGE }),
        ...(list.hidden && { first }),
      };
      const search = await started();
      const answer = await search.search(query, options);
      if (turn !== latest) return; // a later key was faster
      const found = answer.results.length;
      show(query, answer, found ? message(answer) : words.none, [
        ...completions(answer.completions),
        ...(found ? [] : [...nearest(answer.nearest), ...support(query)]),
        ...(found && !onPage && answer.total > found ? [all(query)] : []),
      ]);
      await pause(SETTLED);
      if (turn === latest && !found) report(settings, { event: "none", query });
    } catch {
      if (turn !== latest) return;
      engine = undefined; // the next key tries again
      show(query, { results: [] }, words.failed, support(query));
    }
  }

  function show(query, { results, corrected }, message, others = []) {
    field.dataset.shown = query; // whose results these are
    const options = results.map((result, rank) => option(result, `${list.id}-${rank}`, () => chosen(result, rank)));
    list.replaceChildren(...grouped(results, options));
    list.hidden = !results.length;
    topic.hidden = !(results.length || topic.value) || topic.length < 3;
    input.setAttribute("aria-expanded", results.length > 0);
    status.textContent = message;
    instead.replaceChildren(...(corrected ? correction(query) : []));
    more.replaceChildren(...others);
    select(null);
  }

  function chosen(result, rank) {
    remember(settings.locale, field.dataset.shown);
    report(settings, { event: "choice", query: field.dataset.shown, rank: rank + 1, url: result.url });
  }

  function search(query, options) {
    input.value = query;
    input.focus();
    update(options);
  }

  // What stands around the list.

  function correction(query) {
    return [element("p", [button(words.instead.replace("{query}", () => query), () => update({ literal: true }))])];
  }

  const completions = (texts) => (texts.length ? [element("p", texts.map((text) => button(text, () => search(text))))] : []);

  function nearest(results) {
    if (!results.length) return [];
    const links = results.map(({ url, title }, rank) => element("li", [link(url, title, () => chosen({ url }, rank))]));
    return [element("h2", [words.nearest]), element("ul", links)];
  }

  function support(query) {
    if (!settings.support) return [];
    const ask = link(settings.support.replaceAll("%7Bquery%7D", encodeURIComponent(query)), words.support);
    ask.className = "md-button hc-support";
    return [element("p", [ask])];
  }

  function all(query) {
    return element("p", [link(`${form.action}?q=${encodeURIComponent(query)}`, words.all)]);
  }

  function recent() {
    const queries = recall(settings.locale);
    if (!queries.length || (!dialog && !onPage)) return [];
    const clear = button(words.clear, () => {
      forget(settings.locale);
      input.focus();
      update();
    });
    return [
      element("h2", [words.recent]),
      element("p", [...queries.map((query) => button(query, () => search(query))), clear]),
    ];
  }

  // Keys

  const links = () => [...list.querySelectorAll("[role=option]")];

  function select(wanted) {
    links().forEach((link) => link.setAttribute("aria-selected", link === wanted));
    if (!wanted) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", wanted.id);
    wanted.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const all = links();
    const at = all.findIndex((link) => link.id === input.getAttribute("aria-activedescendant"));
    const next = at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length;
    if (all.length) select(all[next]);
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => search(""),
  };
  input.addEventListener("input", () => update());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter that ends an input method's composition is not ours
    const closesDialog = event.key === "Escape" && dialog;
    if (event.key in keys && !closesDialog) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  // Enter: the chosen result, else the first; the page of results where there is none yet.
  form.addEventListener("submit", (event) => {
    const chosen = links().find((link) => link.getAttribute("aria-selected") === "true");
    const first = onPage || field.dataset.shown !== input.value.trim() ? null : links()[0];
    if (chosen ?? first ?? onPage) event.preventDefault();
    if (chosen ?? first) (chosen ?? first).click();
    else {
      remember(settings.locale, input.value);
      if (onPage) update();
    }
  });
  topic.append(...settings.topics.map(([key, title]) => new Option(title, key)));
  topic.addEventListener("change", () => update());
  if (onPage) input.value ||= new URLSearchParams(location.search).get("q") ?? "";
  update();
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// What is announced: how many results there are, and for which words if not for those that were typed.
function message({ total, corrected }) {
  const count = words.count.replace("{count}", total.toLocaleString(settings.locale));
  return corrected ? `${words.corrected.replace("{query}", () => corrected)} · ${count}` : count;
}

// Groups in the order of their best result; the options keep their order of rank as far as that leaves it.
function grouped(results, options) {
  const groups = new Map();
  results.forEach(({ place }, index) => {
    const name = place[0] ?? "";
    groups.set(name, [...(groups.get(name) ?? []), options[index]]);
  });
  return [...groups].map(([name, members]) => {
    const heading = element("span", [name]);
    heading.className = "hc-search__group";
    heading.role = "presentation";
    const group = element("div", name ? [heading, ...members] : members);
    group.role = "group";
    group.setAttribute("aria-label", name || words.all);
    return group;
  });
}

function option({ url, title, section, place, language, excerpt, terms }, id, choose) {
  const made = link(url, "", choose);
  made.id = id;
  made.role = "option";
  made.tabIndex = -1;
  const path = [...place.slice(place.at(-1) === title ? place.length : 0), section].filter(Boolean).join(" › ");
  const note = [path, language && languageName(language)].filter(Boolean).join(" · ");
  made.append(element("strong", marked(title, terms)));
  if (note) made.append(element("small", [note]));
  const texts = excerpt.map((text, index) => (index % 2 ? element("mark", [text]) : text)).filter((text) => text !== "");
  if (texts.length) made.append(element("span", texts));
  if (language) made.lang = language;
  return made;
}

const languageName = (tag) => new Intl.DisplayNames([settings.locale], { type: "language" }).of(tag);

function link(url, text, choose) {
  const made = element("a", [text]);
  made.href = url;
  if (choose) made.addEventListener("click", choose);
  return made;
}

function button(text, press) {
  const made = element("button", [text]);
  made.type = "button";
  made.className = "hc-chip";
  made.addEventListener("click", press);
  return made;
}

function element(name, children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

// The text as nodes, each matched word inside <mark>.
function marked(text, terms) {
  if (!terms.length) return [text];
  const words = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text
    .split(new RegExp(`(${words})`, "giu"))
    .map((part, index) => (index % 2 ? element("mark", [part]) : part));
}
