import { invalidParameter } from './answers.ts';

/** https://www.twilio.com/docs/usage/twilios-response#paging */
const DEFAULT_SIZE = 50;
const MOST = 1000;

interface Page<Item> {
  items: readonly Item[];
  page: number;
  size: number;
  /** Paths with their queries, those of other pages `null` where there is none. */
  paths: { first: string; here: string; previous: string | null; next: string | null };
}

/** The part of a list that a query asks for, and where its other parts are. */
export function pageOf<Item>(list: readonly Item[], path: string, query: string): Page<Item> {
  const parameters = new URLSearchParams(query);
  const size = pageSize(parameters.get('PageSize') ?? undefined);
  const page = Number(parameters.get('Page') ?? 0);
  const pathOf = (number: number) => {
    parameters.set('PageSize', String(size));
    parameters.set('Page', String(number));
    if (number > 0) parameters.set('PageToken', `PT${number}`);
    else parameters.delete('PageToken');
    return `${path}?${parameters}`;
  };
  const hasNext = list.length > (page + 1) * size;
  const previous = page > 0 ? pathOf(page - 1) : null;
  const paths = { first: pathOf(0), here: pathOf(page), previous, next: hasNext ? pathOf(page + 1) : null };
  return { items: list.slice(page * size, (page + 1) * size), page, size, paths };
}

/** The `meta` of a list, on the host whose API it is. */
export function metaOf({ page, size, paths }: Page<unknown>, key: string, origin: string) {
  const url = (path: string | null) => path && origin + path;
  return {
    ...{ key, page, page_size: size, url: url(paths.here), first_page_url: url(paths.first) },
    ...{ previous_page_url: url(paths.previous), next_page_url: url(paths.next) },
  };
}

/** What stands beside a list of the old API. */
export function pagingOf({ items, page, size, paths }: Page<unknown>) {
  return {
    ...{ page, page_size: size, start: page * size, end: Math.max(0, page * size + items.length - 1) },
    ...{ uri: paths.here, first_page_uri: paths.first, previous_page_uri: paths.previous, next_page_uri: paths.next },
  };
}

export function pageSize(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SIZE;
  if (/^[1-9]\d*$/.test(text)) return Math.min(Number(text), MOST);
  throw invalidParameter(`PageSize=${text} is not a whole number above 0`);
}
