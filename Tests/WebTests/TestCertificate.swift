import NIOSSL

/// A certificate for localhost and its key, made for these tests and good for nothing else:
///
///     openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=localhost \
///       -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" -keyout key.pem -out cert.pem
///     openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out other.pem
///     openssl pkcs8 -topk8 -in key.pem -out encrypted.pem -passout pass:x -v2 aes-128-cbc -iter 100
enum TestCertificate {
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmzCCAUGgAwIBAgIUKgpKOfdpQLrTGgMomTR4Yeb2Z5MwCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTAxMzIzNFoYDzIxMjYxMTAx
    MDEzMjM0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAASXtiTUJDZd5/kJb805besIT8uFFTgOSrct8xZXHgfRdxfDBHfJKgmh
    6ynZrrFWgXTFTaOMUjrTol5S54LKgn7go28wbTAdBgNVHQ4EFgQUzW9PFXWjy89E
    T9dG0G0egJ3kyxgwHwYDVR0jBBgwFoAUzW9PFXWjy89ET9dG0G0egJ3kyxgwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDSAAwRQIgdU6Rgoiy1XjvZ1DWLwIMpoeNwRtinZohGQLUKBumiTkCIQCP
    HghRPibzIDaqF7wU6xZZVYxS9sDsSCvdKpfQeDVdzA==
    -----END CERTIFICATE-----
    """

  static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgucJFbDtiXLsudBFy
    9dvd55nn4f1v2B/wGEVlHhswAj+hRANCAASXtiTUJDZd5/kJb805besIT8uFFTgO
    Srct8xZXHgfRdxfDBHfJKgmh6ynZrrFWgXTFTaOMUjrTol5S54LKgn7g
    -----END PRIVATE KEY-----
    """

  static let otherKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8M0qJezyugOf1ehF
    Z/ZqnUlugYP6UWAxz7Z+nU85GbOhRANCAASFkV74kukCl9NdbnW3lDOAsctmtdvW
    m8GdRhAw8bez322bYcviEceQh5t2e+0QSfEEKznTpACI5nNQPCiD4akL
    -----END PRIVATE KEY-----
    """

  static let encryptedKey = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHrMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAixJ2G5LhSzngIBZDAM
    BggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBAgQQQPbfrtjws/I6k/9PKVJTwASBkG1R
    O030ZGPCA5h7Rpk8Us+q5RaEpmpughscepSrZpJhrlZaJ659neb1zbTK8/w1rdvz
    cnSL3se0yyC68enlbuz5T1P0UGDM1C2+6i5Ksaa4ilgU9FuWTHcsLRP6vG7tP+u1
    Voo53SW3LTnV/ZHc/7e4KDu24kKljrRq6JWMFz/zUDyUWbK79oUqmq4u6FS3rA==
    -----END ENCRYPTED PRIVATE KEY-----
    """

  /// TLS without a certificate: for what only asks whether there is TLS.
  static let configuration = TLSConfiguration.makeClientConfiguration()
}
