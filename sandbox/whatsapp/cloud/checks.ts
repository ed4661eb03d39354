/** Refuses what the real API refuses of single values. Lengths count UTF-16 units: how Meta counts is not said. */
import { invalid, missing } from "./errors.ts";

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function fields(value: unknown, name: string): Fields {
  if (value === undefined) return missing(name);
  return isFields(value) ? value : invalid(`${name} must be an object`);
}

export function list(value: unknown, name: string, from: number, to: number): unknown[] {
  if (value === undefined) return missing(name);
  if (!Array.isArray(value)) return invalid(`${name} must be a list`);
  if (value.length < from || value.length > to)
    return invalid(`${name} must have from ${from} to ${to} elements, not ${value.length}`);
  return value;
}

export function string(value: unknown, name: string, most: number): string {
  if (value === undefined) return missing(name);
  if (typeof value !== "string" || value.trim() === "") return invalid(`${name} must not be empty`);
  const { length } = value;
  return length <= most ? value : invalid(`${name} may have ${most} characters, not ${length}`);
}

export const optional = (value: unknown, name: string, most: number): string | undefined =>
  value === undefined ? undefined : string(value, name, most);

export function number(value: unknown, name: string, most: number): number {
  if (value === undefined) return missing(name);
  const read = typeof value === "string" ? Number(value) : value;
  if (typeof read !== "number" || !Number.isFinite(read) || Math.abs(read) > most)
    return invalid(`${name} must be a number of at most ${most}`);
  return read;
}

export function unique(values: readonly string[], name: string): void {
  if (new Set(values).size !== values.length) invalid(`${name} must differ from each other`);
}
