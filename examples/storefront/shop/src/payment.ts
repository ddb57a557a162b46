import request from 'request';

/** Asks the payment service for `amount` cents. Resolves to the number of the receipt. */
export function pay(paymentsUrl: string, email: string, amount: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const formData = { customer: email, amount: String(amount), currency: 'EUR' };
    request.post({ url: `${paymentsUrl}/charge`, formData, json: true }, (error: Error | null, response, body) => {
      if (error) reject(error);
      else if (response.statusCode === 201) resolve(String(body.receipt));
      else reject(new Error(`The payment service answered ${response.statusCode}.`));
    });
  });
}
