import type { DirectoryProject } from '../directory.ts';
import { places, trades } from './words.ts';

/** Ids of these projects follow it, those with a story stand before it. */
const base = 500_000;

/** Many projects for long lists: every tenth is inactive. */
export function moreProjects(count: number, companyId: number, shift: number): readonly DirectoryProject[] {
  return Array.from({ length: count }, (_, index): DirectoryProject => {
    const number = index + 1;
    const place = places[index % places.length] ?? '';
    const trade = trades[(index * 7) % trades.length] ?? '';
    return {
      id: base + number + shift,
      companyId,
      number: `P-${String(number).padStart(5, '0')}`,
      name: `${place} ${trade} ${number}`,
      isActive: number % 10 !== 0,
    };
  });
}

/** Who is in them: the administrator and the service account. */
export function seesMore(user: string | undefined): boolean {
  return user === 'admin' || user === 'service';
}
