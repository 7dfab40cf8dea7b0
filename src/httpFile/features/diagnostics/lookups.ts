import type { RequestNode } from '../../syntax.ts';
import type { NameFault } from './nameFaults.ts';
import { circleOfName, environmentNamed, faultOfName, type Viewpoint, valueOfName } from './nameValues.ts';

/** What rules ask about names, remembered with the answers. */
export interface Lookups {
  valueIn(name: string, request: RequestNode): string | undefined;
  faultOf(name: string, request: RequestNode | undefined): NameFault | undefined;
  environmentOf(request: RequestNode): string | undefined;
  circleOf(name: string): readonly string[] | undefined;
  /** Each question once. */
  readonly asked: readonly Asked[];
}

/** A question with its answer as a text. */
export interface Asked {
  readonly question: 'value' | 'fault' | 'environment' | 'circle';
  readonly name: string;
  readonly request: RequestNode | undefined;
  readonly answer: string | undefined;
}

/** Answers for one segment. */
export function createLookups(view: Viewpoint): Lookups {
  const asked: Asked[] = [];
  const known = new Map<RequestNode | undefined, Set<string>>();
  const remember = (
    question: Asked['question'],
    name: string,
    request: RequestNode | undefined,
    answer: string | undefined,
  ): void => {
    const before = known.get(request) ?? new Set<string>();
    known.set(request, before);
    const key = `${question} ${name}`;
    if (before.has(key)) return;
    before.add(key);
    asked.push({ question, name, request, answer });
  };
  return {
    asked,
    valueIn(name, request) {
      const answer = valueOfName(view, name, request);
      remember('value', name, request, answer);
      return answer;
    },
    faultOf(name, request) {
      const answer = faultOfName(view, name, request);
      remember('fault', name, request, answer?.message);
      return answer;
    },
    environmentOf(request) {
      const answer = environmentNamed(view, request);
      remember('environment', '', request, answer);
      return answer;
    },
    circleOf(name) {
      const answer = circleOfName(view, name);
      remember('circle', name, undefined, answer?.join(' '));
      return answer;
    },
  };
}

/** Whether all questions would be answered the same, so that what was found by the answers still stands. */
export function stillHolds(asked: readonly Asked[], view: Viewpoint): boolean {
  return asked.every(({ question, name, request, answer }) => {
    if (question === 'fault') return faultOfName(view, name, request)?.message === answer;
    if (question === 'circle') return circleOfName(view, name)?.join(' ') === answer;
    if (request === undefined) return false;
    return (
      (question === 'value' ? valueOfName(view, name, request) : environmentNamed(view, request)) === answer
    );
  });
}
