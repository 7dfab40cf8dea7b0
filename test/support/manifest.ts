import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

export interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

export interface Contributes {
  readonly commands: readonly {
    readonly command: string;
    readonly title: string;
    readonly category: string;
    readonly enablement?: string;
  }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly keybindings: readonly {
    readonly command: string;
    readonly key: string;
    readonly mac?: string;
    readonly when?: string;
    /** Of the editor's `runCommands`, which runs several by one key. */
    readonly args?: {
      readonly commands?: readonly (string | { readonly command: string; readonly args?: unknown })[];
    };
  }[];
  readonly views: Readonly<
    Record<
      string,
      readonly {
        readonly id: string;
        readonly name: string;
        readonly initialSize?: number;
        readonly visibility?: string;
        readonly when?: string;
      }[]
    >
  >;
  readonly configuration: {
    readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly walkthroughs: readonly {
    readonly steps: readonly {
      readonly id: string;
      readonly media: { readonly svg: string; readonly altText: string };
      readonly completionEvents: readonly string[];
    }[];
  }[];
}

export const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
export const contributes: Contributes = JSON.parse(manifestText).contributes;

/** What stands in the manifest as `%key%`, in English. */
export const texts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'package.nls.json'), 'utf8'),
);

export function textOf(placeholder: string): string {
  return texts[placeholder.replaceAll('%', '')] ?? placeholder;
}

/** Commands that the palette never shows. */
export const hidden: ReadonlySet<string> = new Set(
  (contributes.menus['commandPalette'] ?? []).flatMap(({ command, when }) =>
    when === 'false' && command !== undefined ? [command] : [],
  ),
);

/** Commands that a key runs. */
export function commandsOf({ command, args }: Contributes['keybindings'][number]): readonly string[] {
  if (command !== 'runCommands') return [command];
  return (args?.commands ?? []).map(each => (typeof each === 'string' ? each : each.command));
}

/**
 * Where the keyboard gets at a command: the palette, keys of its own, or the menu of a row (Shift+F10), which does not
 * show what stands beside the label (`inline`).
 */
export function waysTo(command: string): readonly string[] {
  const keys = contributes.keybindings.filter(binding => commandsOf(binding).includes(command));
  const views = Object.values(contributes.views).flat();
  const conditions = (contributes.menus['view/item/context'] ?? [])
    .filter(item => item.command === command && item.group?.startsWith('inline') !== true)
    .map(({ when = '' }) => when);
  const rows = views.filter(({ id }) => conditions.some(when => when.includes(`view == ${id}`)));
  return [
    ...(hidden.has(command) ? [] : ['palette']),
    ...new Set(keys.map(({ key }) => `\`${key}\``)),
    ...rows.map(({ name }) => `rows of ${textOf(name)}`),
  ];
}
