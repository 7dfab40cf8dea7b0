/** One sample as the samples' own README lists it. */
export interface Sample {
  /** The heading that it stands under. */
  readonly group: string;
  readonly title: string;
  /** Below the folder of the samples, with `/`. */
  readonly path: string;
}

/** The samples in the order of their README: headings of the second level, and below each a list of links. */
export function readSampleList(readme: string): readonly Sample[] {
  const samples: Sample[] = [];
  let group = '';
  for (const line of readme.split('\n')) {
    group = /^## (.+)/.exec(line)?.[1]?.trim() ?? group;
    const [, title, path] = /^- \[(.+)\]\(([\w/.-]+\.http)\)/.exec(line) ?? [];
    if (title !== undefined && path !== undefined) samples.push({ group, title, path });
  }
  return samples;
}
