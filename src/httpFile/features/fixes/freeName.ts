/** `name`, or it with the first number from 2 on that makes it free. */
export function nextFreeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const stem = name.replace(/\d+$/, '');
  for (let number = 2; ; number++) if (!isTaken(`${stem}${number}`)) return `${stem}${number}`;
}
