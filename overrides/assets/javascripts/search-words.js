// Mends what people type, with a locale's vocabulary (vocabulary.json, made by hooks/search/vocabulary.py): fetched only
// when a query has words that its results don't have. Knows no page and no index.
import { CONTINUOUS, fold, WORD } from "./search-text.js";

const RELATED = 4; // letters that words of one family begin with, at the least
const TRUST = [1, 0.8, 0.5]; // by tier
const FAMILY = 2 / 3; // of the shorter one
const LINKS = ["", "s", "n", "e", "en", "es", "er"]; // between the parts of a compound

export function readVocabulary({ count, words, fillers }) {
  const entries = new Map(); // folded → {word, tier, folded}; the lower the tier, the more a word stands for
  words.forEach((list, tier) => {
    for (const word of list.split(" ").filter(Boolean)) {
      const folded = fold(word);
      if (!entries.has(folded)) entries.set(folded, { word, tier, folded });
    }
  });
  const all = [...entries.values()];

  const small = fillers.split(" ").filter(Boolean);
  const fillerWords = new Set(small.map(fold));
  const fillerParts = new RegExp(small.filter((part) => CONTINUOUS.test(part)).join("|") || "(?!)", "gu");

  // What a query is about: it without the words that only ask.
  function essence(query) {
    if (query.includes('"')) return query;
    const text = query
      .replace(WORD, (word) => (fillerWords.has(fold(word)) ? "" : word))
      .replace(fillerParts, " ")
      .replace(/\s+/g, " ")
      .trim();
    return /\p{L}/u.test(text) ? text : query;
  }

  // Words that pages are named by and that are of a word's family: export, exporter, exportation.
  function related(word) {
    const folded = fold(word);
    return all.filter((entry) => entry.tier < TRUST.length - 1 && entry.folded !== folded && isFamily(entry.folded, folded));
  }

  // How much a word says of what is looked for: most where authors named pages by it, or by one of its family.
  function trust(word) {
    const tiers = [entries.get(fold(word)), ...related(word)].map((entry) => entry?.tier ?? TRUST.length - 1);
    return TRUST[Math.min(...tiers)];
  }

  // Whole, begun, or with an ending of its own.
  function isKnown(folded) {
    const isNear = (entry) =>
      entry.folded.startsWith(folded) ||
      (entry.folded.length > 2 && folded.startsWith(entry.folded) && folded.length <= entry.folded.length + 3);
    return entries.has(folded) || all.some(isNear);
  }

  function correct(folded) {
    const most = tolerance(folded);
    let best;
    for (const entry of all) {
      if (Math.abs(entry.folded.length - folded.length) > most) continue;
      const distance = editDistance(folded, entry.folded, most);
      if (distance > most) continue;
      const rank = distance * 10 + entry.tier + (entry.folded[0] === folded[0] ? 0 : 5);
      if (!best || rank < best.rank) best = { rank, word: entry.word };
    }
    return best?.word ?? divide(folded);
  }

  // Two words written as one: a compound, or a forgotten space.
  function divide(folded) {
    for (let at = 3; at <= folded.length - 3; at++) {
      const head = folded.slice(0, at);
      const tail = entries.get(folded.slice(at));
      const link = tail && LINKS.find((end) => head.endsWith(end) && entries.has(head.slice(0, at - end.length)));
      if (link !== undefined) return `${entries.get(head.slice(0, at - link.length)).word} ${tail.word}`;
    }
    return undefined;
  }

  function complete(folded) {
    const begun = all.filter((entry) => entry.folded.startsWith(folded));
    begun.sort((one, other) => one.tier - other.tier || one.folded.length - other.folded.length);
    return begun[0]?.word;
  }

  return {
    count,
    essence,
    trust,
    related: (word) => related(word).map((entry) => entry.word),
    knows: (word) => isKnown(fold(word)),
    // A word of a title: if the index is whole, it finds something.
    isTitled: (word) => entries.get(fold(word))?.tier === 0,
    // The query with known words in the place of misspelt ones; "" if it stays as it is.
    corrected: (query) => replace(query, (folded) => (isKnown(folded) ? undefined : correct(folded))),
    // The query as the site spells it, its words written to their ends; "" if it stays as it is.
    completed: (query) => replace(query, (folded) => entries.get(folded)?.word ?? complete(folded)),
  };
}

function replace(query, choose) {
  const text = query.replace(WORD, (word) => choose(fold(word)) ?? word);
  return text === query ? "" : text;
}

// Letters that may be wrong in a word.
function tolerance(folded) {
  if (/^\p{Script=Han}/u.test(folded)) return folded.length > 2 ? 1 : 0;
  if (/^\p{Script=Katakana}/u.test(folded)) return folded.length > 5 ? 2 : 1;
  return folded.length < 4 ? 0 : folded.length < 7 ? 1 : 2;
}

// Whether two words, both folded, begin so much alike that they are forms of one.
export function isFamily(one, other) {
  let begin = 0;
  while (begin < one.length && one[begin] === other[begin]) begin++;
  return begin >= RELATED && begin >= FAMILY * Math.min(one.length, other.length);
}

// Letters to insert, delete, change or swap (optimal string alignment); beyond `most` any larger number.
export function editDistance(one, other, most) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}
