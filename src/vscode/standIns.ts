import * as vscode from 'vscode';

type Run = (...parameters: readonly unknown[]) => Promise<unknown>;

/** The commands that are registered, with what does them; `undefined` until the code for it is there. */
const commands = new Map<string, Run | undefined>();

/**
 * Registers commands whose code is not loaded yet. One that is called opens stage after stage until one of them has
 * taken it over. `report` gets what a stage fails with.
 */
export function registerStandIns(
  ids: readonly string[],
  stages: readonly (() => Promise<unknown>)[],
  report: (error: unknown) => void,
): vscode.Disposable {
  async function findRun(id: string): Promise<Run | undefined> {
    for (const open of stages) {
      if (commands.get(id) !== undefined) break;
      await open();
    }
    return commands.get(id);
  }

  const registered = ids.map(id => {
    commands.set(id, undefined);
    return vscode.commands.registerCommand(id, async (...parameters: readonly unknown[]) => {
      try {
        const run = await findRun(id);
        if (run === undefined) throw new Error(`Nothing does the command ${id}.`);
        return await run(...parameters);
      } catch (error) {
        report(error);
        return undefined;
      }
    });
  });
  return vscode.Disposable.from(...registered, new vscode.Disposable(() => commands.clear()));
}

/** From here on `run` does that command. `undefined`: nobody stands in for it, so it has yet to be registered. */
export function takeOver(id: string, run: Run): vscode.Disposable | undefined {
  if (!commands.has(id)) return undefined;
  if (commands.get(id) !== undefined) throw new Error(`The command ${id} is done by something else already.`);
  commands.set(id, run);
  return new vscode.Disposable(() => {
    if (commands.get(id) === run) commands.set(id, undefined);
  });
}
