// Words as search compares them, in every script; hooks/search/words.py does the same to what is searched.

const ELIDING = ["ca", "fr", "it"];
const ELISION = /(?<!\p{L})\p{L}{1,6}['’](?=\p{L}{2})/gu;
const DIVIDED = /(?<!\p{L})(\p{L}{1,6}['’]) (?=(?:<mark>)?\p{L}{2})/gu;
const ARTICLE = /^(?:[وفبكل]?ال|لل)(?=.{3})/u; // Arabic writes it together with the word

export const CONTINUOUS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u; // no spaces between words

export const WORD =
  /[\p{Script=Katakana}ー]{2,}|\p{Script=Han}{2,}|(?:(?![\p{Script=Katakana}ー\p{Script=Han}\p{Script=Hiragana}])[\p{L}\p{N}]\p{M}*)+/gu;

// A word without case, accents, vowel signs and article.
export const fold = (word) =>
  word
    .toLowerCase()
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/[\p{Mn}ـ]/gu, "")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(ARTICLE, "");

export const words = (text) => Array.from(text.matchAll(WORD), ([word]) => word);

const elides = (locale) => ELIDING.includes(locale.split("-")[0]);

// A query without what is only grammar.
export const plain = (query, locale) => (elides(locale) ? query.replace(ELISION, "") : query).trim();

// Undoes the space that the index has behind an elision (`divide_elisions`).
export const join = (text, locale) => (elides(locale) ? text.replace(DIVIDED, "$1") : text);
