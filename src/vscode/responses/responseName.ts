/**
 * A short name for the tab of an answer: the request's name or title, else method and the end of its
 * path. Never the query, which may hold what should not stand in a tab.
 */
export function responseName(label: string, method: string, target: string): string {
  const isTarget = label === `${method} ${target}`;
  const name = isTarget ? `${method} ${lastSegment(target)}` : label;
  return `${
    name
      .replaceAll(/[\\/:*?"<>|\s]+/g, ' ')
      .trim()
      .slice(0, 60) || method
  } · answer`;
}

function lastSegment(target: string): string {
  const [path = ''] = target.split(/[?#]/, 1);
  return path.split('/').findLast(segment => segment !== '') ?? '';
}
