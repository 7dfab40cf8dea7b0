import { coreSeeds } from './core.ts';
import { documentSeeds } from './documents.ts';
import { fieldSeeds } from './field.ts';
import { financialSeeds } from './financials.ts';
import { projectManagementSeeds } from './projectManagement.ts';
import { qualitySeeds } from './quality.ts';
import { scheduleSeeds } from './schedule.ts';
import type { Seed } from './seed.ts';

const seeds: ReadonlyMap<string, Seed> = new Map(
  [
    coreSeeds,
    projectManagementSeeds,
    financialSeeds,
    fieldSeeds,
    documentSeeds,
    qualitySeeds,
    scheduleSeeds,
  ].flatMap(part => Object.entries(part)),
);

/** The hand-made seed of a collection, or `undefined`: then names and types decide. */
export function seedOf(collection: string): Seed | undefined {
  return seeds.get(collection);
}

/** Fields whose name does not tell their collection. */
const collectionsByField: Readonly<Record<string, string>> = {
  commitment: 'commitments',
  contractor: 'vendors',
  image_category: 'image_categories',
  responsible_contractor: 'vendors',
  vendor: 'vendors',
};

/** The collection that a field such as `location` refers to; it need not exist. */
export function collectionOfField(name: string): string {
  return collectionsByField[name] ?? `${name.replace(/y$/, 'ie')}s`;
}
