/** Computations that are done once, when somebody first asks. */

/** Done when its result is first asked for. */
export function lazy<T>(compute: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => {
    done ??= { result: compute() };
    return done.result;
  };
}

/** The same for each argument. */
export function kept<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key) ?? compute(key);
    known.set(key, found);
    return found;
  };
}
