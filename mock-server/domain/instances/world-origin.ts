/** What a world was made from, where that is not the fixtures of the moment: a reset goes back to it. */
export type WorldOrigin = StoryOrigin | SnapshotOrigin;

/** A story, and all that decides what comes of it. */
export interface StoryOrigin {
  story: string;
  count: number;
  seed: string;
  /** ISO 8601: the present of the story. */
  now: string;
  as?: Record<string, string>;
  set?: Record<string, unknown>;
}

/** A snapshot, as it was when it was loaded. */
export interface SnapshotOrigin {
  snapshot: string;
  /** Of the copy that is kept of it. */
  digest: string;
}
