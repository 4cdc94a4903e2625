import { generateKeyPairSync, sign } from "node:crypto";

/** A self-signed certificate of a name with its private key, PEM, made without any tool besides Node. */
export function selfSigned(name = "test"): {
  readonly certificate: string;
  readonly privateKey: string;
} {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const sha256WithRsa = sequence(
    der(0x06, Buffer.from("2a864886f70d01010b", "hex")),
    der(0x05, Buffer.alloc(0)),
  );
  const commonName = sequence(
    der(0x06, Buffer.from("550403", "hex")),
    der(0x0c, Buffer.from(name)),
  );
  const subject = sequence(der(0x31, commonName));
  const validity = sequence(
    der(0x17, Buffer.from("200101000000Z")),
    der(0x17, Buffer.from("491231235959Z")),
  );
  const publicKey = keys.publicKey.export({ type: "spki", format: "der" });
  const content = sequence(
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    subject,
    validity,
    subject,
    publicKey,
  );
  const signature = sign("sha256", content, keys.privateKey);
  const whole = sequence(
    content,
    sha256WithRsa,
    der(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  const lines = whole.toString("base64").replaceAll(/.{64}(?=.)/g, "$&\n");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    privateKey: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
