/** What a thread begins with. It passes between threads. */
export interface ThreadStart<Start = unknown> {
  readonly start: Start;
  /** Whether other threads go first, where the operating system can do that. */
  readonly givesWay: boolean;
}

/** A question to a thread. Answers come in any order, by the question's number. */
export interface Asked<Question> {
  readonly number: number;
  readonly question: Question;
}

/** What struck, in words that pass between threads. */
export interface ThreadFault {
  readonly message: string;
  readonly code: string | null;
}

/** What became of a question. */
export type Answered<Answer> =
  | { readonly number: number; readonly answer: Answer }
  | { readonly number: number; readonly fault: ThreadFault };
