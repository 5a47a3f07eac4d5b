// Written by helpcentre: the earlier addresses of articles, for Vercel.
export const config = { matcher: "{MATCHER}" };
const LEADS = new Map(Object.entries("{TABLE}"));
const ERRORS = "{ERRORS}";

export default async function middleware(request) {
  const url = new URL(request.url);
  const target = lead(decode(url.pathname), url.search.slice(1));
  if (target) return Response.redirect(new URL(target, url), 301);
  if (target === undefined) return undefined;
  const page = await fetch(new URL(errorPage(url.pathname), url));
  return new Response(page.body, { status: 410, headers: page.headers });
}
