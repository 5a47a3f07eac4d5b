// Only at the site's root, where no language has been chosen yet: goes to the one that the reader chose last, else to the
// best of those the browser asks for. Without this file the page lists the languages.
const links = new Map([...document.querySelectorAll("a[hreflang]")].map((link) => [link.hreflang, link.href]));

let chosen = null;
try {
  chosen = localStorage.getItem("helpcentre.locale");
} catch {
  /* no storage: ask the browser */
}

// Language and script must agree (`zh-HK` is read as `zh-TW`, never as `zh-Hans`); the same region goes first.
function nearest(tag) {
  if (links.has(tag)) return tag;
  const wanted = new Intl.Locale(tag).maximize();
  const near = [...links.keys()].filter((name) => {
    const { language, script } = new Intl.Locale(name).maximize();
    return language === wanted.language && script === wanted.script;
  });
  return near.find((name) => new Intl.Locale(name).maximize().region === wanted.region) ?? near[0];
}

const found = [chosen, ...navigator.languages].filter(Boolean).map(nearest).find(Boolean);
if (found) location.replace(links.get(found));
