// What every page can do: colour scheme, menus, search, support. Loaded in the head, before the first paint, so that the
// reader's own colour scheme does not flash; everything else listens on the document and needs nothing to be there yet.
(() => {
  const key = "helpcentre.scheme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // Private windows may refuse storage: the choice then lasts as long as the page.
  const remembered = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const remember = (scheme) => {
    try {
      if (scheme) localStorage.setItem(key, scheme);
      else localStorage.removeItem(key);
    } catch {
      /* nothing to keep */
    }
  };

  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
  const showScheme = () =>
    document
      .querySelectorAll("[data-scheme-toggle]")
      .forEach((button) => button.setAttribute("aria-pressed", isDark()));

  // Choosing what the system has anyway means following it again.
  function toggleScheme() {
    const scheme = isDark() ? "light" : "dark";
    const follows = (scheme === "dark") === system.matches;
    if (follows) delete root.dataset.scheme;
    else root.dataset.scheme = scheme;
    remember(follows ? null : scheme);
    showScheme();
  }

  const stored = remembered(key);
  if (stored === "light" || stored === "dark") root.dataset.scheme = stored;
  document.addEventListener("DOMContentLoaded", () => {
    showScheme();
    document.querySelectorAll("[data-search-page]").forEach(attachSearch);
  });
  system.addEventListener("change", showScheme);

  // The owner's analytics, if any, is not even fetched where the reader's browser asks not to be followed.
  const isPrivate = navigator.doNotTrack === "1" || navigator.globalPrivacyControl;
  document.addEventListener("DOMContentLoaded", () => {
    const source = document.querySelector("meta[name='helpcentre:analytics']")?.content;
    if (source && !isPrivate)
      document.head.append(Object.assign(document.createElement("script"), { src: source }));
  });

  // The search module comes with the first letter in a field, never with the page.
  const base = document.currentScript.src;
  function attachSearch(field) {
    if (field.dataset.attached) return;
    field.dataset.attached = "true";
    import(new URL("search.js", base)).then((module) => module.attach(field));
  }

  function openSearch() {
    const onPage = document.querySelector("main [data-search] input, .hc-hero [data-search] input");
    if (onPage) onPage.focus();
    else document.querySelector("[data-search-dialog]")?.showModal();
  }

  function searchFor(words) {
    const input = document.querySelector("[data-search] input");
    input.value = words;
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A chat widget listens for this event and calls preventDefault(); otherwise the link leads where it says.
  function askSupport(link, event) {
    const detail = { ...link.dataset, url: link.href };
    const asked = new CustomEvent("helpcentre:support", { detail, bubbles: true, cancelable: true });
    if (!link.dispatchEvent(asked)) event.preventDefault();
  }

  const closeMenus = (except) =>
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });

  // The language that was chosen last, for the page at the site's root alone (root.js).
  function rememberLocale(locale) {
    try {
      localStorage.setItem("helpcentre.locale", locale);
    } catch {
      /* nothing to keep */
    }
  }

  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("click", (event) => {
    const target = event.target;
    closeMenus(target.closest("details[data-menu]"));
    if (target.closest("[data-menu] a[hreflang]")) rememberLocale(target.closest("a").hreflang);
    else if (target.closest("[data-search-open]")) openSearch();
    else if (target.closest("[data-scheme-toggle]")) toggleScheme();
    else if (target.closest("[data-search-for]"))
      searchFor(target.closest("[data-search-for]").dataset.searchFor);
    else if (target.closest("a.hc-support")) askSupport(target.closest("a.hc-support"), event);
    else if (target.matches("[data-search-dialog]")) target.close();
  });

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-search]");
    if (field) attachSearch(field);
  });
  // A reader who has searched before is shown what for; see search-log.js.
  document.addEventListener("focusin", (event) => {
    const field = event.target.closest("[data-search]");
    if (field && remembered(`helpcentre.searches.${root.lang}`)) attachSearch(field);
  });

  document.addEventListener("keydown", (event) => {
    const wanted =
      (event.key === "/" && !isTyping(event.target)) ||
      (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (wanted && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      openSearch();
    }
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details[data-menu][open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });
})();
