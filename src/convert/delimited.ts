/** One record of a delimited text. */
export interface DelimitedRecord {
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quoted cell that the text never closes. */
  readonly isOpen: boolean;
}

const candidates = [",", ";", "\t", "|"];

/** What separates the cells: of the usual characters the one that the first line has most of, outside quotes. */
export function delimiterOf(text: string): string {
  const head = text.slice(0, headEnd(text)).replaceAll(/"[^"]*"/g, "");
  const counts = candidates.map((candidate) => head.split(candidate).length);
  const most = Math.max(...counts);
  return candidates[counts.indexOf(most)] ?? ",";
}

function headEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text.length : end;
}

/** Walks a delimited text as RFC 4180 has it: quotes may hold delimiters, line ends and doubled quotes. */
export function* delimitedRecords(text: string, delimiter: string): Generator<DelimitedRecord> {
  const reader = new Reader(text, delimiter);
  while (!reader.isAtEnd()) yield reader.record();
}

class Reader {
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;
  #line = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  record(): DelimitedRecord {
    const line = this.#line;
    const cells: string[] = [];
    let isOpen = false;
    for (;;) {
      const cell = this.#text[this.#at] === '"' ? this.#quoted() : this.#plain();
      cells.push(cell.text);
      isOpen ||= cell.isOpen;
      if (this.#text[this.#at] !== this.#delimiter) break;
      this.#at++;
    }
    this.#endLine();
    return { line, cells, isOpen };
  }

  #plain(): Cell {
    const from = this.#at;
    while (!this.#ends(this.#at)) this.#at++;
    return { text: this.#text.slice(from, this.#at), isOpen: false };
  }

  /** What follows the closing quote up to the delimiter belongs to the cell: nothing is lost. */
  #quoted(): Cell {
    let text = "";
    this.#at++;
    for (;;) {
      const close = this.#text.indexOf('"', this.#at);
      const end = close === -1 ? this.#text.length : close;
      text += this.#text.slice(this.#at, end);
      this.#line += lineEnds(this.#text.slice(this.#at, end));
      this.#at = end + 1;
      if (close === -1) return { text, isOpen: true };
      if (this.#text[this.#at] !== '"') return { text: text + this.#plain().text, isOpen: false };
      text += '"';
      this.#at++;
    }
  }

  #ends(at: number): boolean {
    const letter = this.#text[at];
    return letter === undefined || letter === this.#delimiter || letter === "\n" || letter === "\r";
  }

  #endLine(): void {
    if (this.#text[this.#at] === "\r") this.#at++;
    if (this.#text[this.#at] === "\n") this.#at++;
    this.#line++;
  }
}

interface Cell {
  readonly text: string;
  readonly isOpen: boolean;
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
