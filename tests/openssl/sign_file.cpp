// Writes into a folder what the server publishes of a signed file: the file, both public keys, both
// signatures.

#include <fstream>
#include <iostream>

#include "crypto/base/rng.hpp"
#include "crypto/sign/ed25519.hpp"
#include "crypto/sign/sm2.hpp"

namespace {

using namespace gongdao;

void write(const std::string& path, base::BytesView bytes) {
    std::ofstream(path, std::ios::binary) << base::text_of(bytes);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: sign_file FOLDER\n";
        return 2;
    }
    const std::string folder = std::string(argv[1]) + "/";
    const std::string file = "{\"结果\": \"当选\"}\n";
    base::SystemRng rng;
    const sign::Ed25519SecretKey ed25519(base::draw_secret<sign::ed25519_seed_bytes>(rng));
    const sign::Sm2SecretKey sm2 = sign::Sm2SecretKey::decode(sign::draw_sm2_scalar(rng)).value();
    write(folder + "result.json", base::view_of(file));
    write(folder + "server.pem", base::view_of(sign::pem_of(ed25519.public_key())));
    write(folder + "sm2.pem", base::view_of(sign::pem_of(sm2.public_key())));
    write(folder + "result.json.ed25519.sig", ed25519.sign(base::view_of(file)));
    write(folder + "result.json.sm2.sig", sm2.sign(base::view_of(file)));
}
