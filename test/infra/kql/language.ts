import { createRequire } from 'node:module';
import { tables } from './tables.ts';

/** A place in the syntax tree of a query. */
export interface Node {
  Kind: number;
  Parent?: Node;
  /** Of paths and elements: what stands before the dot or the bracket. */
  Expression?: Node;
  /** Of comparisons. */
  Left?: Node;
  Right?: Node;
  /** Its text; 0: with what stands before it, such as blanks. */
  toString(includeTrivia: number): string;
}

interface Listed<Item> {
  Count: number;
  getItem(index: number): Item;
}

interface Code {
  Syntax: Node;
  ResultType: { Columns?: Listed<{ Name: string; Type: { Name: string } }> } | null;
  GetDiagnostics(): Listed<{ Code: string; Message: string }>;
}

interface Kusto {
  Language: {
    GlobalState: { Default: { WithDatabase(database: object): object } };
    KustoCode: { ParseAndAnalyze(query: string, globals: object): Code };
    Symbols: {
      TableSymbol: { From(columns: string): { WithName(name: string): object } };
      DatabaseSymbol: { $ctor1: new (name: string, tables: readonly object[], isOpen: boolean) => object };
    };
    Syntax: {
      SyntaxKind: Readonly<Record<string, number>>;
      SyntaxElement: { WalkNodes(syntax: Node, visit: (node: Node) => void): void };
    };
  };
}

/** What the analyser says of a query: what is wrong with it, its nodes, and the columns that it gives, with their types. */
export interface Analysed {
  diagnostics: readonly string[];
  nodes: readonly Node[];
  columns: ReadonlyMap<string, string>;
}

/** Microsoft's analyser of Kusto is compiled C#: scripts that set a global, and types of two megabytes. */
function load(): Kusto['Language'] {
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  return (globalThis as unknown as { Kusto: Kusto }).Kusto.Language;
}

const { GlobalState, KustoCode, Symbols, Syntax } = load();
const globals = GlobalState.Default.WithDatabase(
  new Symbols.DatabaseSymbol.$ctor1(
    'log',
    tables.map(({ name, columns }) => Symbols.TableSymbol.From(columns).WithName(name)),
    false,
  ),
);

/** What each kind of node is called. */
export const kinds = Syntax.SyntaxKind;

/** Each template is looked at in several scenarios, and its queries are the same in nearly all of them. */
const answers = new Map<string, Analysed>();

/** Analyses a query against the columns of the tables that there are. */
export function analyse(query: string): Analysed {
  const answer = answers.get(query) ?? analyseAnew(query);
  answers.set(query, answer);
  return answer;
}

function analyseAnew(query: string): Analysed {
  const code = KustoCode.ParseAndAnalyze(query, globals);
  const nodes: Node[] = [];
  Syntax.SyntaxElement.WalkNodes(code.Syntax, (node) => nodes.push(node));
  return {
    diagnostics: itemsOf(code.GetDiagnostics()).map((one) => `${one.Code}: ${one.Message}`),
    nodes,
    columns: new Map(itemsOf(code.ResultType?.Columns).map(({ Name, Type }) => [Name, Type.Name])),
  };
}

const itemsOf = <Item>(list?: Listed<Item>): Item[] =>
  Array.from({ length: list?.Count ?? 0 }, (_, index) => (list as Listed<Item>).getItem(index));
