import jwt from 'jsonwebtoken';

export function openSession(email: string, secret: string): string {
  return jwt.sign({ email }, secret, { algorithm: 'HS256', expiresIn: '2h' });
}

/** The customer's address. Throws `JsonWebTokenError` for a header that holds no valid token. */
export function readSession(header: string | undefined, secret: string): string {
  const claims = jwt.verify(String(header).replace(/^Bearer /, ''), secret, { algorithms: ['HS256'] });
  return String((claims as { email?: unknown }).email);
}
