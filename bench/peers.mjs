// Asks two other searches the same questions, for relevance.py: Pagefind as it comes, and the one of Material for MkDocs.
// In (standard input, JSON): {engine: "pagefind", bundle, locale, queries} or {engine: "material", worker, index, queries};
// out: for each query the addresses found, best first.
import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const engines = {
  async pagefind({ bundle, locale, queries }) {
    globalThis.fetch = async (address) => new Response(await readFile(new URL(String(address).split("?")[0])));
    globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => locale }) };
    const pagefind = await import(pathToFileURL(`${bundle}/pagefind.js`));
    await pagefind.options({ basePath: `${pathToFileURL(bundle)}/`, baseUrl: "/", noWorker: true });
    const answers = [];
    for (const query of queries) {
      const { results } = await pagefind.search(query);
      answers.push((await Promise.all(results.slice(0, 20).map((result) => result.data()))).map(({ url }) => url));
    }
    return answers;
  },

  // The worker of the theme, with what it expects of a browser (material/templates/assets/javascripts/workers).
  async material({ worker, index, queries }) {
    let hear;
    const answered = [];
    const self = vm.createContext({ console, RegExp, URL });
    Object.assign(self, {
      self,
      addEventListener: (_, listener) => (hear = listener),
      postMessage: (message) => answered.shift()(message),
      importScripts: (...paths) =>
        paths.forEach((path) => vm.runInContext(readFileSync(resolve(dirname(worker), path), "utf8"), self)),
    });
    vm.runInContext(await readFile(worker, "utf8"), self);
    const ask = (data) => new Promise((answer) => (answered.push(answer), hear({ data })));
    const { config, docs } = JSON.parse(await readFile(index, "utf8"));
    await ask({ type: 0, data: { config, docs, options: { suggest: false } } });
    const answers = [];
    for (const query of queries) {
      const { data } = await ask({ type: 2, data: query });
      answers.push(data.items.map(([page]) => page.location));
    }
    return answers;
  },
};

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const request = JSON.parse(Buffer.concat(chunks).toString("utf8"));
process.stdout.write(JSON.stringify(await engines[request.engine](request)), () => process.exit());
