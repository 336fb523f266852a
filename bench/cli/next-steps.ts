/** The commands that a run's report offers: the same input, asked further. */

/** Options of `run` that other commands do not have, and whether a value follows. */
const ofRunAlone: Readonly<Record<string, boolean>> = {
  '-o': true,
  '--output': true,
  '--out': true,
  '--fail-on-pending': false,
  '--seeds': true,
  '--jobs': true,
};

/** A pod worth a question. */
export interface AskedPod {
  readonly pod: string;
  readonly placed: boolean;
}

/** `given`: the words after "seatrial run"; `asked`: null if there is no pod to ask about. */
export function nextSteps(given: readonly string[], asked: AskedPod | null, offersOut: boolean): string[] {
  const same = withoutOutput(given).map(quoted).join(' ');
  const steps =
    asked === null
      ? []
      : [
          `  seatrial explain ${asked.pod} ${same}    why ${asked.placed ? 'there' : 'nowhere'}: every node, every plugin`,
          `  seatrial walk ${asked.pod} ${same}    its way, stage by stage`,
        ];
  if (offersOut) steps.push(`  seatrial run ${same} --out out    every table as CSV, for a spreadsheet`);
  return steps.length === 0 ? [] : ['', 'Next:', ...steps];
}

/** After runs of several seeds: one of them in full. */
export function nextStepAfterSeeds(given: readonly string[], seed: string): string[] {
  const same = withoutOutput(given).map(quoted).join(' ');
  return ['', 'Next:', `  seatrial run ${same} --seed ${quoted(seed)}    this seed’s run in full`];
}

function withoutOutput(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const takesValue = ofRunAlone[word];
    if (takesValue) i++;
    else if (takesValue === undefined && !/^(--(out|output|seeds|jobs)=|-o.)/.test(word)) kept.push(word);
  }
  return kept;
}

/** A word as a shell takes it literally. */
function quoted(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
