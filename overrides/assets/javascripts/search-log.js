// What a reader searched for: remembered in this browser only, and reported where the owner has configured it
// (guide/en/search/search-report.md). A report names no reader, and loses what in a query could be an address or a number of theirs.

const MOST = 5;
const key = (locale) => `helpcentre.searches.${locale}`;

export function recall(locale) {
  try {
    return JSON.parse(localStorage.getItem(key(locale)) ?? "[]");
  } catch {
    return []; // no storage
  }
}

export function remember(locale, query) {
  const text = query.trim();
  if (!text) return;
  const queries = [text, ...recall(locale).filter((other) => other !== text)].slice(0, MOST);
  try {
    localStorage.setItem(key(locale), JSON.stringify(queries));
  } catch {
    /* nothing is remembered */
  }
}

export function forget(locale) {
  try {
    localStorage.removeItem(key(locale));
  } catch {
    /* nothing was remembered */
  }
}

export const impersonal = (query) =>
  query
    .replace(/\S+@\S+/g, "@")
    .replace(/\p{N}[\p{N}\s.-]{3,}/gu, "# ")
    .trim()
    .slice(0, 100);

// log: {event: "none", query} or {event: "choice", query, rank, url}
export function report({ report: target, locale }, log) {
  if (!target) return;
  const detail = { ...log, query: impersonal(log.query), locale };
  if (target.mode === "post") navigator.sendBeacon(target.endpoint, JSON.stringify(detail));
  else document.dispatchEvent(new CustomEvent("helpcentre:search", { detail }));
}
