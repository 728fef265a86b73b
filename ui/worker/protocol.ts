/** What goes over the line between the page and the engine's worker: one answer for each request, paired by id. */
import type { EngineApi } from './api.ts';

export type RequestName = keyof EngineApi;

export type EngineRequest = {
  readonly [Name in RequestName]: {
    readonly id: number;
    readonly name: Name;
    readonly args: Parameters<EngineApi[Name]>;
  };
}[RequestName];

export type EngineResponse =
  | { readonly id: number; readonly ok: true; readonly value: Awaited<ReturnType<EngineApi[RequestName]>> }
  /** The engine threw: an impossible state. What it said is for the console, not for the page. */
  | { readonly id: number; readonly ok: false; readonly reason: string };
