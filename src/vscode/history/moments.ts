/** Writes times as the people of one language do, in this machine's zone. Times are in milliseconds since 1970. */
export interface Moments {
  /** Of the day, with seconds. */
  time(at: number): string;
  /** With its weekday and without its year. */
  day(at: number): string;
  /** With its weekday and its year. */
  dayOfYear(at: number): string;
  /** Day and time in one. */
  moment(at: number): string;
}

/** Made once for many times: to find out how a language writes takes a thousand times as long as to write. */
export function momentsOf(language: string): Moments {
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hour12: false } as const;
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const written = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, options);
    return (at: number) => format.format(at);
  };
  return {
    time: written(clock),
    day: written(day),
    dayOfYear: written({ ...day, year: 'numeric' }),
    moment: written({ dateStyle: 'medium', timeStyle: 'medium', hour12: false }),
  };
}
