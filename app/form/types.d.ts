// The shapes that the form's modules hand to one another. Read by the type checker and by editors; never served.

// ------------------------------------------------------------- what GET /api/v1/catalogue describes, in one language

/** One code of a list. `from` and `to`: first and last month in which it may be used. */
export interface Entry {
  code: string;
  label: string;
  from?: string;
  to?: string;
  successor?: string;
  district?: string;
  alone?: boolean;
  common?: boolean;
  /** What else an entry says, by which a field may leave it out. */
  [property: string]: unknown;
}

/** A field of an activity, by its kind: `code`, `codes`, `number`, `mean`, `month`, `tertial`, `rows`, `answers`, `version`. */
export interface Field {
  name: string;
  kind: string;
  required?: boolean;
  default?: unknown;
  label?: string;
  help?: string;
  /** Of a code: its list, which codes of it, and further ones. */
  list?: string;
  among?: string[];
  extra?: string[];
  leave_out?: { key: string; value: unknown };
  own_district?: boolean;
  /** Of a number with few values: the list with words for each. */
  labels?: string;
  least?: number;
  most?: number;
  group?: string | null;
  role?: string | null;
  states?: string[];
  applies?: Condition;
  remember?: boolean;
  /** Of rows: what each of them holds. */
  fields?: Field[];
}

/** When a field is asked: where another one has one of these values, or where the municipality has the list. */
export interface Condition {
  list?: string;
  field?: string;
  among?: string[];
}

export interface NumberField extends Field {
  least: number;
  most: number;
}
export interface RowsField extends Field {
  fields: Field[];
}
/** One that a control is made for: where the catalogue has no words for it, its name stands for them. */
export type NamedField = Field & { label: string };
export type NamedNumberField = NumberField & { label: string };

/** A rule across fields, as data. */
export type Rule =
  | { kind: "somebody"; fields: string[] }
  | { kind: "adds-up"; parts: string[]; whole: string }
  | { kind: "no-more-than"; part: string; whole: string };

/** What is possible but unlikely. */
export type Doubt =
  | { kind: "more-than"; part: string; whole: string }
  | { kind: "more-choices-than"; choices: string; whole: string; besides: string[] }
  | { kind: "no-choice-for"; choices: string; whole: string; besides: string[] }
  | { kind: "more-than-usual"; field: string; most: number };

export interface Activity {
  name: string;
  path: string;
  label: string;
  help: string;
  filed_by: "adviser" | "coordinator";
  links: boolean;
  posters: boolean;
  fields: Field[];
  rules?: Rule[];
  doubts?: Doubt[];
}

export interface Answer {
  code: string;
  value: number | null;
  face?: string | null;
  text: Record<string, string>;
}
export interface Question {
  code: string;
  text: Record<string, string>;
  answers: Answer[];
}
export interface Questionnaire {
  code: string;
  activity: string;
  from?: string | null;
  to?: string | null;
  questions: Question[];
}
export interface ParentsLanguage {
  code: string;
  label: string;
  direction: string;
  tag: string;
}

export interface Catalogue {
  version: number;
  starts: string;
  time_zone?: string;
  words?: { the_adviser: string };
  city: { code: string; label: string };
  lists: Record<string, Entry[]>;
  groups: Record<string, string>;
  states: Record<string, string>;
  no_answer: { code: string; label: string };
  questionnaires: Questionnaire[];
  parents: { languages: ParentsLanguage[]; texts: Record<string, Record<string, string>> };
  activities: Activity[];
}

// ------------------------------------------------------------------------------------------- what is filled in

/** What is answered, by field: a code, a number, a list of codes, rows, or a state. NaN: typed, and no number. */
export type Values = Record<string, any>;

/** What one participant answered on the tablet. */
export interface GivenAnswers {
  questionnaire: string;
  respondent: string;
  answers: Record<string, string>;
}

/** Somebody who has answered or been given a link. */
export interface Asked {
  respondent: string;
}

/** A link that was shown to a participant. */
export interface Link extends Asked {
  hash: string;
}
/** The same with its secret: in memory alone. */
export interface ShownLink extends Link {
  token: string;
}

/** Something wrong, or doubtful. `field` is the dotted path of the field. */
export interface Fault {
  field: string;
  message: string;
}

export interface Form {
  /** Key of the draft: the activity, or the id of the record that is mended. */
  key: string;
  activity: string;
  kind: "new" | "mend" | "correct";
  /** Of the record, where it has one already. */
  id: string | null;
  ifMatch: string | null;
  /** By field; what is not answered is not there. */
  values: Values;
  /** Fields that hold what was chosen last time and have not been touched. */
  remembered: string[];
  /** Links shown already. */
  links: Link[];
  /** Links to the record from before it was opened here; never written down. */
  handedOut: Asked[];
  /** What the service found wrong. */
  problems: ProblemError[];
  /** Whether it was a draft. */
  continued: boolean;
}

/** What a control is given about the field that it is for. */
export interface FieldContext {
  form: Form;
  key: string;
  /** Of the field, dotted. */
  path: string;
  isKept: boolean;
  readonly district: string | null;
  get(): any;
  /** `undefined` takes the answer away. */
  set(value: unknown): void;
  period(): string | undefined;
  /** How often each code of a list has been chosen on this tablet. */
  uses(list: string): Record<string, number>;
  error(): string | undefined;
  errorAt(path: string): string | undefined;
  asLast(): boolean;
  hidden(): boolean;
  isSum(): boolean;
  links(): number;
  tell(path: string, message: string): void;
  /** The one field that is asked where this one is answered with yes. */
  readonly followUp: (FieldContext & { field: Field }) | null;
}

export interface Control {
  element: HTMLElement;
  update(): void;
}

// ----------------------------------------------------------------------------------------------- what is sent

export interface ProblemError {
  field: string;
  rule: string;
  message: string;
}

/** What the service answered: its own words, and which fields. */
export interface Problem {
  /** Such as `invalid-record`; `unknown` where it is not the service's own. */
  kind: string;
  status: number;
  title: string;
  detail: string;
  errors: ProblemError[];
}

export type EntryKind = "record" | "link" | "withdrawal";

/** Something that waits to be sent. */
export interface QueueEntry {
  /** Of the record; of a link its hash. */
  id: string;
  kind: EntryKind;
  activity: string;
  /** Where it is filed, below /api/v1/. */
  path: string;
  /** Null for a withdrawal. */
  content: any;
  /** Hash of the record that a correction replaces. */
  ifMatch: string | null;
  state: "waiting" | "refused";
  problem: Problem | null;
  /** Month in which it was put in, by this tablet's calendar. */
  since: string;
  /** Counts changes, so that a reply is never taken for a newer content's. */
  revision: number;
  /** It has been sent, and no answer tells whether it arrived. */
  maybeThere: boolean;
  /** A poster that was made before it was saved names its id. */
  posters?: true;
  /** The adviser has mended it: it takes the place of what this id held before. */
  replaces: boolean;
}

/** What is kept of a record that the service has received. */
export interface SentRecord {
  id: string;
  activity: string;
  path: string;
  month: string | null;
  tertial: string | null;
  district: string;
  hash: string | null;
  facts: Record<string, string | number>;
  /** Missing where an earlier version of the form has kept it. */
  asked?: { answered: string[]; links: string[] };
}

/** The tablet's stores inside one transaction. */
export interface Stores {
  get(store: string, key: IDBValidKey): Promise<any>;
  put(store: string, key: IDBValidKey, value: unknown): Promise<unknown>;
  remove(store: string, key: IDBValidKey): Promise<unknown>;
  all(store: string): Promise<any[]>;
  keys(store: string): Promise<any[]>;
  clear(store: string): Promise<unknown>;
}
export type Write = (stores: Stores) => Promise<unknown>;
