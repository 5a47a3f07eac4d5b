// Starts the editor with this site's configuration and blocks.

// The site's policy (CSP) refuses the style elements that the editor makes; the same rules are allowed as a
// style sheet that a script constructs.
new MutationObserver((changes) => {
  for (const style of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (style instanceof HTMLStyleElement && !style.sheet?.cssRules.length && style.textContent) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style.textContent);
      document.adoptedStyleSheets.push(sheet);
    }
  }
}).observe(document, { childList: true, subtree: true });

const [{ default: editor }, { blocks }, config] = await Promise.all([
  import("./editor/npm/index.js"),
  import("./blocks.js"),
  fetch("config.json").then((answer) => answer.json()),
]);
for (const block of blocks) {
  editor.registerEditorComponent(block);
}
await editor.init({ config });
