import type { Workbench } from './workbench.ts';

/** Where most requests of these tests go. */
export const riverside = { company: 'Harbor & Pine Builders', project: 'Riverside Medical Center' } as const;

/** Chooses it by the command, and waits until the status bar says so. Ana signs in where somebody has to. */
export async function chooseProject(
  bench: Workbench,
  { company, project }: Readonly<{ company: string; project: string }> = riverside,
): Promise<void> {
  await bench.command('Procore: Choose Project...');
  const companies = bench.page.locator('.quick-input-widget .monaco-list-row', { hasText: company });
  await bench.allowIfAsked('Ana Morales', companies);
  await bench.pick(company);
  await bench.pick(project);
  await chosen(bench, project).waitFor();
}

/** The status bar's word that it is. Long names are cut there. */
export const chosen = ({ page }: Workbench, project: string = riverside.project) =>
  page.getByRole('button', { name: `Procore environment Simulator · ${project.slice(0, 20)}` });
