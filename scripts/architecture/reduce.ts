type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The fewest arrows by which the same nodes are reached (transitive reduction); the graph has no cycle. */
export function reduced(graph: Graph): Map<string, Set<string>> {
  const direct = (node: string) => [...(graph.get(node) ?? [])];
  const below = (node: string): Set<string> =>
    new Set(direct(node).flatMap((next) => [next, ...below(next)]));
  const kept = (node: string): Set<string> => {
    const farther = new Set(direct(node).flatMap((next) => [...below(next)]));
    return new Set(direct(node).filter((next) => !farther.has(next)));
  };
  return new Map([...graph.keys()].map((node) => [node, kept(node)]));
}
