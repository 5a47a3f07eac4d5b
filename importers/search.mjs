// Runs the search of a built site outside a browser, for searching.py.
// In (standard input, JSON): {engine, index, locale, queries, options}; out: {answers}, one to each query, or {error}.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const say = (answer) => process.stdout.write(JSON.stringify(answer), () => process.exit());
const fail = (error) => say({ error: error.message });
process.on("unhandledRejection", fail);
console.error = () => {}; // Pagefind's notes; what matters is thrown

// What the site's own modules expect of a browser.
globalThis.fetch = async (address) => new Response(await readFile(new URL(String(address).split("?")[0])));

async function answer({ engine, index, locale, queries, options }) {
  globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => locale }) };
  const { open } = await import(pathToFileURL(engine));
  const search = await open({ index: `${pathToFileURL(index)}/`, locale });
  const answers = [];
  for (const query of queries) answers.push(await search.search(query, options));
  return { answers };
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
answer(JSON.parse(Buffer.concat(chunks).toString("utf8"))).then(say, fail);
