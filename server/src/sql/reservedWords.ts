/** Words that can't stand for a table or a column without quotes, from the engines' lists of reserved key words. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Reserved by every engine here, or so nearly that nobody may rely on it. */
export const reservedEverywhere: ReadonlySet<string> = words(
  `all analyse analyze and any array as asc asymmetric between both by case cast check collate column constraint create
  cross current_date current_role current_time current_timestamp current_user default deferrable desc describe distinct
  do else end except exists false fetch for foreign from full grant group having in initially inner intersect interval
  into is join lateral leading left like limit localtime localtimestamp natural not null offset on only or order outer
  over partition placing primary qualify references returning right rows select session_user set some start symmetric
  table tablesample then to trailing true union unique unnest user using values variadic when where window with`,
);

/** Reserved by some engine: a name of ours that is one of them gets quotes everywhere. */
export const reservedSomewhere: ReadonlySet<string> = new Set([
  ...reservedEverywhere,
  ...words(
    `alter anti asof at authorization binary collation concurrently connection cube current current_catalog current_schema database
    delete drop escape extract final following format freeze function glob grouping groups identity if ignore ilike
    increment index insert isnull issue key lambda merge minus new no notnull nulls of open out overlaps percent pivot pivot_longer
    pivot_wider position positional
    preceding prewhere proto raw recursive regexp rename respect rlike rollup row sample schema semi settings show similar
    struct summarize sysdate tag time timestamp top treat trigger try_cast unbounded unpack unpivot update verbose view within without`,
  ),
]);
