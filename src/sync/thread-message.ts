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
