type Mark = Readonly<{ name: string; startTime: number }>;

/**
 * Milliseconds that the extension host spent in the extension's own code until it was active: loading the
 * bundle and calling `activate`, as VS Code itself measures them for Developer: Show Running Extensions.
 * `undefined` in a host that keeps no such marks.
 */
export function activationTime(extensionId: string): number | undefined {
  const host = globalThis as { MonacoPerformanceMarks?: { getMarks: () => readonly Mark[] } };
  const marks = host.MonacoPerformanceMarks?.getMarks() ?? [];
  const at = (step: string) =>
    marks.find(({ name }) => name.toLowerCase() === `code/exthost/${step}/${extensionId}`.toLowerCase())
      ?.startTime;
  const span = (step: string) => {
    const [from, to] = [at(`will${step}`), at(`did${step}`)];
    return from === undefined || to === undefined ? undefined : to - from;
  };
  const [load, activate] = [span('LoadExtensionCode'), span('ActivateExtension')];
  return load === undefined || activate === undefined ? undefined : load + activate;
}
