/**
 * A proof as few readable links: what is held or was seen (leaves of one source together, with what is cut out of them),
 * then each computation. Pure. Every step of the proof belongs to exactly one link, so nothing is left out of the count.
 */
import { toHex, type Bytes } from '../../sim/crypto/bytes.ts';
import type { NamedValue, Proof, ProofInput, ProofStep, Source } from '../../sim/knowledge/types.ts';
import type { Language } from '../../sim/text.ts';
import { OPERATION_NAMES, PLACE_NAMES, TERM_NAMES } from '../i18n/terms.ts';
import type { Term } from '../../sim/knowledge/types.ts';
import { actorName, listOf } from '../figures/names.ts';
import { clock } from '../figures/say.ts';
import { PROOF_WORDS } from './words.ts';

export interface ProofLink {
  readonly title: string;
  readonly where: string;
  /** Public inputs: labels, salts, constants. Everybody knows them; named so that the step can be checked. */
  readonly known: string;
  readonly values: readonly LinkValue[];
  /** Indices in `proof.steps` that this link stands for. */
  readonly steps: readonly number[];
  /** The text comes out here. */
  readonly final: boolean;
}

export interface LinkValue {
  readonly term: Term;
  readonly name: string;
  /** First four bytes, in two groups. */
  readonly prefix: string;
}

/** The links of a proof in the order in which they can be executed. */
export function proofLinks(proof: Proof, language: Language): readonly ProofLink[] {
  const home = homesOf(proof);
  const leafLinks = groupsOf(proof).map((leaves): ProofLink => {
    const steps = proof.steps.flatMap((_, index) => (leaves.includes(home[index]?.leaf ?? -1) ? [index] : []));
    const cut = steps.flatMap((index) => (isUsed(proof, index) ? (proof.steps[index]?.output ?? []) : []));
    const own = leaves.flatMap((leaf) => proof.leaves[leaf] ?? []);
    const shown = [...own.map((leaf) => leaf.value).filter((value) => cut.length === 0 || !isBox(value)), ...cut];
    const source = own[0]?.source;
    return {
      title: source === undefined ? '' : PROOF_WORDS[source.kind][language],
      where: source === undefined ? '' : whereOf(source, language),
      known: '',
      values: shown.map((value) => named(value, language)),
      steps,
      final: false,
    };
  });
  const heads = proof.steps.flatMap((_, index) =>
    home[index]?.leaf === undefined && home[index]?.head === index ? [index] : [],
  );
  const stepLinks = heads.map((head): ProofLink => {
    const steps = proof.steps.flatMap((_, index) => (home[index]?.head === head ? [index] : []));
    const first = proof.steps[head];
    const outputs = steps.flatMap((index) => (isUsed(proof, index) ? (proof.steps[index]?.output ?? []) : []));
    const final = steps.includes(proof.steps.length - 1);
    return {
      title: first === undefined ? '' : OPERATION_NAMES[first.op][language],
      where: first === undefined ? '' : inputsOf(proof, first, language),
      known: first === undefined ? '' : knownOf(first, language),
      values: (final && outputs.length === 0
        ? [proof.steps[head]?.output].flatMap((value) => value ?? [])
        : outputs
      ).map((value) => named(value, language)),
      steps,
      final,
    };
  });
  return [...leafLinks, ...stepLinks];
}

interface Home {
  /** The leaf that the step is cut out of. */
  readonly leaf: number | undefined;
  /** Else the first step of its link. */
  readonly head: number | undefined;
}

/** Where each step is told: a slice with what it is cut from, equal computations together, all others by themselves. */
function homesOf(proof: Proof): readonly Home[] {
  const homes: Home[] = [];
  proof.steps.forEach((step, index) => {
    const from = step.inputs[0];
    const twin = proof.steps.findIndex((other, at) => at < index && sameCall(other, step));
    if (step.op === 'slice' && from?.from === 'leaf') homes.push({ leaf: from.index, head: undefined });
    else if (step.op === 'slice' && from?.from === 'step')
      homes.push(homes[from.index] ?? { leaf: undefined, head: index });
    else homes.push({ leaf: undefined, head: twin === -1 ? index : (homes[twin]?.head ?? index) });
  });
  return homes;
}

const sameCall = (a: ProofStep, b: ProofStep): boolean =>
  a.op === b.op && a.op !== 'slice' && inputKey(a.inputs) === inputKey(b.inputs);

const inputKey = (inputs: readonly ProofInput[]): string =>
  inputs.map((input) => (input.from === 'public' ? toHex(input.bytes) : `${input.from}${input.index}`)).join();

/** Leaves of one source (place and moment) make one link. */
function groupsOf(proof: Proof): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  proof.leaves.forEach((leaf, index) => {
    const { source } = leaf;
    const key = JSON.stringify(source.kind === 'saw' ? [source.packet, source.seq] : [source.kind, source.seq]);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

/** A value counts as shown if something other than a further cut uses it. */
const isUsed = (proof: Proof, index: number): boolean =>
  proof.steps.some(
    (step) => step.op !== 'slice' && step.inputs.some((input) => input.from === 'step' && input.index === index),
  );

const isBox = (value: NamedValue): boolean => value.term === 'packet' || value.term === 'container';

function inputsOf(proof: Proof, step: ProofStep, language: Language): string {
  const names = step.inputs.flatMap((input, index) => {
    if (input.from === 'public') return [];
    const value = input.from === 'leaf' ? proof.leaves[input.index]?.value : proof.steps[input.index]?.output;
    if (value === undefined) return [];
    const name = TERM_NAMES[value.term][language];
    if (step.op === 'agree' && index === 0) return [PROOF_WORDS.privatePart({ name })[language]];
    return [step.op === 'hkdf' && index === 1 ? PROOF_WORDS.asSalt({ name })[language] : name];
  });
  return listOf(names, language);
}

/** What else goes in, as `Call` in the recorder orders it: `hkdf` [input, salt, label], `hmac` [key, constant]. */
function knownOf(step: ProofStep, language: Language): string {
  if (step.op === 'cbcDecrypt') return PROOF_WORDS.unchecked[language];
  if (step.op === 'discreteLog') return PROOF_WORDS.checkedOnly[language];
  const parts = step.inputs.flatMap((input, index) => {
    if (input.from !== 'public') return [];
    if (step.op === 'hkdf' && index === 2) return PROOF_WORDS.label({ text: new TextDecoder().decode(input.bytes) });
    if (step.op === 'hkdf' && index === 1) return PROOF_WORDS.zeroSalt({ count: input.bytes.length });
    return PROOF_WORDS.constant({ hex: toHex(input.bytes, ' ') });
  });
  return parts.map((part) => part[language]).join(language === 'en' ? '; ' : '；');
}

function whereOf(source: Source, language: Language): string {
  const at = clock(source.at, language);
  switch (source.kind) {
    case 'assumed':
      return PROOF_WORDS.since({ at })[language];
    case 'copied':
      return PROOF_WORDS.fromDevice({ owner: actorName(source.device, language), at })[language];
    case 'holds':
      return PROOF_WORDS.inItsPlace({ place: placeName(source.place, language), at })[language];
    case 'saw': {
      const message = /^message:([^:]+):/.exec(source.packet)?.[1];
      return message === undefined
        ? PROOF_WORDS.onNetwork({ at })[language]
        : PROOF_WORDS.inPacket({ message, at })[language];
    }
  }
}

export const placeName = (place: string, language: Language): string =>
  Object.entries(PLACE_NAMES).find(([id]) => id === place)?.[1][language] ?? place;

const named = (value: NamedValue, language: Language): LinkValue => ({
  term: value.term,
  name: TERM_NAMES[value.term][language],
  // A machine has no bytes: what stands for it among the values is no secret.
  prefix: value.term === 'quantumComputer' ? '' : prefixOf(value.bytes),
});

const prefixOf = (bytes: Bytes): string => `${toHex(bytes.subarray(0, 2))} ${toHex(bytes.subarray(2, 4))}`.trim();
