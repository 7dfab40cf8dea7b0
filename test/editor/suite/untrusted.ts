/**
 * A certificate for login.procore.invalid that nobody has signed but itself, made for these tests, with its
 * key. The name can never exist.
 */
export const untrusted = {
  key: [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXFTC1KS3C+2tfezS',
    'RmRNk4SxUunhudyGoibaDJLn3uahRANCAASAYOcEaUEj2pbyoM7BBcSzvMVRm7lb',
    'dhBrNSe+kj1z2YuwYQ94GNNSABlnVQOEOdJQRgPYeJbM8HGYUAYzgGEp',
    '-----END PRIVATE KEY-----',
  ].join('\n'),
  cert: [
    '-----BEGIN CERTIFICATE-----',
    'MIIBujCCAV+gAwIBAgIUSLR4TMnEg6CfiuOF247eG8aUjZwwCgYIKoZIzj0EAwIw',
    'IDEeMBwGA1UEAwwVbG9naW4ucHJvY29yZS5pbnZhbGlkMCAXDTI2MTEyMjA3MjMy',
    'NloYDzIxMjYxMDI5MDcyMzI2WjAgMR4wHAYDVQQDDBVsb2dpbi5wcm9jb3JlLmlu',
    'dmFsaWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASAYOcEaUEj2pbyoM7BBcSz',
    'vMVRm7lbdhBrNSe+kj1z2YuwYQ94GNNSABlnVQOEOdJQRgPYeJbM8HGYUAYzgGEp',
    'o3UwczAdBgNVHQ4EFgQUOZlmXqLPPDrcr7iJhaNNXw1F1NIwHwYDVR0jBBgwFoAU',
    'OZlmXqLPPDrcr7iJhaNNXw1F1NIwDwYDVR0TAQH/BAUwAwEB/zAgBgNVHREEGTAX',
    'ghVsb2dpbi5wcm9jb3JlLmludmFsaWQwCgYIKoZIzj0EAwIDSQAwRgIhANr47oOi',
    'g+D1YoKS2CIOWtrOARXKABn2kJUOpGRMsBcGAiEA8ZTcRk+Zv1Nd9JhsXimZfQQ3',
    'yY2KH59e5e9UuI4IdB4=',
    '-----END CERTIFICATE-----',
  ].join('\n'),
};
