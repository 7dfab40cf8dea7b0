import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** Headers of a page that loads nothing and runs no script. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** A whole page. Every link and form action in `body` is relative, since a proxy may put a path before it. */
export function page(title: string, body: Html): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
caption { font-weight: bold; text-align: start; padding-block: .5rem; }
th, td { border-block-end: 1px solid #8884; padding: .3rem .6rem .3rem 0; text-align: start; vertical-align: top; }
section { margin-block: 1.5rem; overflow-x: auto; }
time { white-space: nowrap; }
form { display: inline; }
button { font: inherit; min-height: 2rem; padding: .2rem .8rem; }
.card { border: 1px solid #8886; border-radius: .5rem; padding: .2rem 1rem 1rem; }
code { overflow-wrap: break-word; }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}
