/** A line of the log, or a row that `stats` has made of several. */
export type Row = Readonly<Record<string, unknown>>;
export type Condition = (row: Row) => boolean;

export interface Aggregate {
  function: string;
  /** `undefined` for `count(*)`. */
  field: string | undefined;
  percent: number;
  as: string;
}

/** One column of `stats` less another that was made before it. */
export interface Difference {
  from: string;
  less: string;
  as: string;
}

export type Command =
  | { kind: 'fields'; names: string[] }
  | { kind: 'filter'; holds: Condition }
  | { kind: 'stats'; columns: (Aggregate | Difference)[]; by: string[] }
  | { kind: 'sort'; by: string; descending: boolean }
  | { kind: 'limit'; rows: number };

const token = /\s*("[^"]*"|@?[A-Za-z_]\w*|\d+[a-z]*|!=|[-=(),[\]*|])/y;

/**
 * The part of Logs Insights' language that the saved queries use. Anything else is refused, also what CloudWatch would understand.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function parseQuery(query: string): Command[] {
  return new QueryParser(tokensOf(query)).commands();
}

function tokensOf(query: string): string[] {
  const text = query.trim();
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const [, found] = token.exec(text) ?? [];
    if (found === undefined) throw new Error(`not understood: ${text.slice(at, at + 20)}`);
    tokens.push(found);
  }
  return tokens;
}

class QueryParser {
  readonly #tokens: string[];

  constructor(tokens: string[]) {
    this.#tokens = tokens;
  }

  commands(): Command[] {
    const commands = this.#list('|', () => this.#command());
    if (this.#tokens.length > 0) throw new Error(`not understood: ${this.#tokens.join(' ')}`);
    return commands;
  }

  #command(): Command {
    const kind = this.#next();
    switch (kind) {
      case 'fields':
        return { kind, names: this.#list(',', () => this.#name()) };
      case 'filter':
        return { kind, holds: this.#either() };
      case 'stats':
        return {
          kind,
          columns: this.#list(',', () => this.#column()),
          by: this.#takes('by') ? this.#list(',', () => this.#key()) : [],
        };
      case 'sort':
        return { kind, by: this.#name(), descending: this.#direction() === 'desc' };
      case 'limit':
        return { kind, rows: Number(this.#next(/^\d+$/)) };
      default:
        throw new Error(`not understood: ${kind}`);
    }
  }

  #either(): Condition {
    const any = this.#list('or', () => this.#all());
    return (row) => any.some((holds) => holds(row));
  }

  #all(): Condition {
    const all = this.#list('and', () => this.#condition());
    return (row) => all.every((holds) => holds(row));
  }

  #condition(): Condition {
    if (this.#takes('not')) return negated(this.#condition());
    if (this.#takes('(')) return this.#within(() => this.#either());
    const name = this.#name();
    if (name === 'ispresent' && this.#takes('(')) {
      const field = this.#within(() => this.#name());
      return (row) => row[field] !== undefined;
    }
    // A line without the field is like no value, and unlike none.
    const isThere = (row: Row) => row[name] !== undefined;
    const isOneOf = (values: string[]) => (row: Row) => isThere(row) && values.includes(String(row[name]));
    if (this.#takes('in')) {
      this.#next(/^\[$/);
      const values = this.#list(',', () => this.#text());
      this.#next(/^\]$/);
      return isOneOf(values);
    }
    const isEqual = this.#next(/^!?=$/) === '=';
    const isThat = isOneOf([this.#text()]);
    return isEqual ? isThat : (row) => isThere(row) && !isThat(row);
  }

  #column(): Aggregate | Difference {
    const name = this.#name();
    if (this.#takes('-')) {
      const less = this.#name();
      this.#next(/^as$/);
      return { from: name, less, as: this.#name() };
    }
    this.#next(/^\($/);
    const [field, percent] = this.#within(() => this.#list(',', () => this.#next(/^(\*|@?\w+)$/)));
    const as = this.#takes('as') ? this.#name() : `${name}(${field})`;
    return { function: name, field: field === '*' ? undefined : field, percent: Number(percent), as };
  }

  #key(): string {
    const name = this.#name();
    return name === 'bin' && this.#takes('(') ? `bin(${this.#within(() => this.#next(/^1h$/))})` : name;
  }

  #direction(): string {
    return this.#next(/^(asc|desc)$/);
  }

  #within<Part>(part: () => Part): Part {
    const read = part();
    this.#next(/^\)$/);
    return read;
  }

  #list<Part>(separator: string, part: () => Part): Part[] {
    const parts = [part()];
    while (this.#takes(separator)) parts.push(part());
    return parts;
  }

  #name(): string {
    return this.#next(/^@?[A-Za-z_]\w*$/);
  }

  #text(): string {
    return this.#next(/^"/).slice(1, -1);
  }

  #takes(wanted: string): boolean {
    if (this.#tokens[0] !== wanted) return false;
    this.#tokens.shift();
    return true;
  }

  #next(wanted = /./): string {
    const found = this.#tokens.shift() ?? 'the end';
    if (!wanted.test(found)) throw new Error(`not understood: ${found}`);
    return found;
  }
}

function negated(holds: Condition): Condition {
  return (row) => !holds(row);
}
