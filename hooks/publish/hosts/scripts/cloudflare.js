// Written by helpcentre: the earlier addresses of articles, for Cloudflare Pages.
const LEADS = new Map(Object.entries("{TABLE}"));
const ERRORS = "{ERRORS}";

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const target = lead(decode(url.pathname), url.search.slice(1));
    if (target) return Response.redirect(new URL(target, url), 301);
    if (target === undefined) return env.ASSETS.fetch(request);
    const page = await env.ASSETS.fetch(new URL(errorPage(url.pathname).replace(/\.html$/, ""), url));
    return new Response(page.body, { status: 410, headers: page.headers });
  },
};
