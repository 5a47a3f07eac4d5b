
/** Where an address leads: a target, "" where it is gone, undefined where there is nothing to do. */
function lead(path, query) {
  const plain = path.replace(/(.)\/+$/, "$1");
  const asked = LEADS.get(`${plain}?${query}`);
  if (query && asked !== undefined) return asked;
  if (LEADS.has(plain)) return LEADS.get(plain);
  for (let end = path.length; end > 0; end--) {
    const prefix = `${path.slice(0, end)}*`;
    if (LEADS.has(prefix)) return LEADS.get(prefix);
  }
  return undefined;
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function errorPage(path) {
  const folder = Object.keys(ERRORS).find((each) => path.startsWith(each));
  return folder ? ERRORS[folder] : "/404.html";
}
