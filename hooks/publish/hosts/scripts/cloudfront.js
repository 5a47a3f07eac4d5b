// Written by helpcentre: earlier addresses and folders, for a CloudFront function (viewer request).
// The addresses are in the key value store that is associated with it: redirects.json.
import cf from "cloudfront";

const store = cf.kvs();
const HEADERS = "{HEADERS}";

async function handler(event) {
  const request = event.request;
  const path = decode(request.uri);
  const target = await lead(path, ask(request.querystring));
  if (target) return answer(301, "Moved Permanently", { location: { value: target } });
  if (target === "") return answer(410, "Gone", {});
  if (path.endsWith("/")) request.uri += "index.html";
  else if (!path.slice(path.lastIndexOf("/")).includes("."))
    return answer(301, "Moved Permanently", { location: { value: `${request.uri}/` } });
  return request;
}

/** Where an address leads; prefixes end in `-` or `/`, and the store is asked for the likely ones only. */
async function lead(path, query) {
  const plain = path.replace(/(.)\/+$/, "$1");
  const keys = query ? [`${plain}?${query}`] : [];
  keys.push(plain);
  const name = path.lastIndexOf("/") + 1;
  const hyphen = path.indexOf("-", name);
  if (hyphen > 0) keys.push(`${path.slice(0, hyphen + 1)}*`);
  if (name > 1) keys.push(`${path.slice(0, name)}*`);
  for (const key of keys) {
    try {
      const found = await store.get(key);
      return found === "gone" ? "" : found;
    } catch {
      // no such key
    }
  }
  return undefined;
}

function ask(parameters) {
  return Object.keys(parameters)
    .map((key) => `${key}=${parameters[key].value}`)
    .join("&");
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function answer(statusCode, statusDescription, headers) {
  return { statusCode, statusDescription, headers: Object.assign({}, HEADERS, headers) };
}
