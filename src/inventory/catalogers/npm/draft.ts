/** A value while it is put together; it is handed out as the read-only `T`. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
