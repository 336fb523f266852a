/** The commands that a run's report offers: the same input, asked further. */

/** Options of `run` that other commands do not have, and whether a value follows. */
const ofRunAlone: Readonly<Record<string, boolean>> = {
  '-o': true,
  '--output': true,
  '--out': true,
  '--fail-on-pending': false,
};

/** `given`: the words after "seatrial run"; `pod`: one worth a question, null if there is none. */
export function nextSteps(given: readonly string[], pod: string | null, offersOut: boolean): string[] {
  const same = withoutOutput(given).map(quoted).join(' ');
  const steps =
    pod === null
      ? []
      : [
          `  seatrial explain ${pod} ${same}    why there: every node, every plugin`,
          `  seatrial walk ${pod} ${same}    its way, stage by stage`,
        ];
  if (offersOut) steps.push(`  seatrial run ${same} --out out    every table as CSV, for a spreadsheet`);
  return steps.length === 0 ? [] : ['', 'Next:', ...steps];
}

function withoutOutput(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const takesValue = ofRunAlone[word];
    if (takesValue) i++;
    else if (takesValue === undefined && !/^(--out(put)?=|-o.)/.test(word)) kept.push(word);
  }
  return kept;
}

/** A word as a shell takes it literally. */
function quoted(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
